"""Who may come in: one dependency per audience, named as in the table in app.py."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from budget_app.errors import FormExpired, FormFromElsewhere, NotFound
from budget_app.web import addresses, carry
from budget_app.web.typed import storable
from budget_app.web.visit import Visit

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def visit_of(request: Request) -> Visit:
    """The visit that this request is, made once."""
    if not hasattr(request.state, "visit"):
        request.state.visit = Visit(request)
    visit: Visit = request.state.visit
    return visit


async def open_to_all(request: Request) -> Visit:
    """The visit of anyone, signed in or not. Raises NotFound for an address that cannot be."""
    query = request.scope["query_string"].decode("latin-1")
    if not addresses.can_exist(request.path_params, query):
        raise NotFound
    return visit_of(request)  # waits for nothing, so it needs no thread


def only(audience: str) -> Callable[[Request], Awaitable[Visit]]:
    """The guard of an audience: raises SignInFirst or NotForYou for everyone else."""

    async def guard(request: Request) -> Visit:
        visit = await open_to_all(request)
        if not visit.db.is_sqlite:  # which has one row by its key before a thread would have begun
            await visit.recognise()
        visit.require(audience)
        return visit

    guard.__name__ = f"only_{audience}"
    return guard


class Posted:
    """A form that was sent: words, whole lists, and files."""

    def __init__(self, data: FormData) -> None:
        self.data = data

    def text(self, name: str, default: str = "") -> str:
        """One field without spaces around it."""
        value = self.data.get(name, default)
        return storable(value).strip() if isinstance(value, str) else default

    def texts(self, name: str) -> list[str]:
        """Every value of a field that can be sent more than once."""
        return [storable(value) for value in self.data.getlist(name) if isinstance(value, str)]

    def file(self, name: str) -> UploadFile | None:
        """An uploaded file, if one was chosen."""
        value = self.data.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def values(self) -> dict[str, str]:
        """All words as typed, to put back in the form."""
        words = ((name, value) for name, value in self.data.items() if isinstance(value, str))
        return {storable(name): storable(value) for name, value in words}


async def posted(request: Request) -> Posted:
    """The form of this request, once it is sure that it comes from a page of ours."""
    visit = visit_of(request)
    if from_elsewhere(request):
        raise FormFromElsewhere
    try:
        data = await carry.form_of(request)
    except UnicodeError:  # parts in an alphabet of their own
        raise FormExpired from None
    if not visit.csrf_ok(str(data.get(carry.TOKEN, ""))):
        raise FormExpired
    return Posted(data)


def from_elsewhere(request: Request) -> bool:
    """Whether the browser says that another site sent this, or cannot say that ours did."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and origin.split("://")[-1] != request.headers.get("host")


Anyone = Annotated[Visit, Depends(open_to_all)]
Form = Annotated[Posted, Depends(posted)]
