"""People's own text as safe HTML: paragraphs, lists, emphasis and links, nothing else."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "blockquote", "hr"}
_LINKS = "ugc nofollow noopener"

# Headings would break the page's outline, pictures come through the photo field only.
_PARSER = MarkdownIt("js-default", {"breaks": True, "html": False}).disable(
    ["heading", "lheading", "image", "table", "fence", "code"]
)


def render(text: str | None) -> Markup:
    """Markdown to HTML with only the tags a story needs. Empty text gives nothing."""
    if not text:
        return Markup("")
    html = nh3.clean(
        _PARSER.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=_LINKS,
    )
    return Markup(html)  # noqa: S704 (cleaned above)
