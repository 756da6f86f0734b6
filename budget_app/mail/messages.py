"""From a queued message to an e-mail in the reader's language, as text and as HTML."""

from email.message import EmailMessage
from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from budget_app import i18n
from budget_app.i18n import LazyText
from budget_app.mail.letters import LETTERS
from budget_app.mail.models import Outgoing
from budget_app.mail.service import CONFIRMS
from budget_app.mail.subscriptions import stop_word
from budget_app.people.models import Account
from budget_app.settings import ROOT, Settings

TEMPLATES = ROOT / "templates" / "email"


def compose(settings: Settings, account: Account, queued: Outgoing) -> EmailMessage:
    """The message to send. Raises KeyError for a letter that does not exist.

    Its id follows from the queue, so that a mail program sees a message that was sent twice once.
    """
    letter, values = LETTERS[queued.template], queued.values
    language = account.language if account.language in i18n.LANGUAGES else i18n.SOURCE_LANGUAGE
    gettext = i18n.gettext(language)

    def say(text: LazyText) -> str:
        return text.with_values(**values).translate(gettext) if values else text.translate(gettext)

    stop = _stop_address(settings, account, queued)
    subject = " ".join(say(letter.subject).split())  # a header is one line
    context = {
        "platform": settings.platform_name,
        "lang": language,
        "dir": i18n.direction(language),
        "subject": subject,
        "lines": [say(line) for line in letter.text],
        "link": settings.public_url + letter.link.format(**values),
        "button": say(letter.button),
        "stop": stop,
    }
    message = EmailMessage()
    message["Subject"] = subject
    message["From"], message["To"] = settings.mail_from, account.email or ""
    host = urlsplit(settings.public_url).hostname or "bewonersbudget"
    message["Message-ID"] = f"<mail-{queued.id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    if stop:
        message["List-Unsubscribe"] = f"<{stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    templates = _templates(language)
    message.set_content(templates.get_template("message.txt").render(context))
    message.add_alternative(templates.get_template("message.html").render(context), subtype="html")
    return message


def _stop_address(settings: Settings, account: Account, queued: Outgoing) -> str:
    """Where this mail stops; nothing for the mail that asks whether the address is right."""
    if queued.template == CONFIRMS:
        return ""
    word = stop_word(settings.secret_key, account.id or 0, queued.values.get("round_id"))
    return f"{settings.public_url}/e-mail/afmelden/{word}"


@cache
def _templates(language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(i18n.translations(language), newstyle=True)  # type: ignore[attr-defined]
    return made
