"""Version 1 of the API: its resources, and the description that programs read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from factdesk import __version__
from factdesk.api import problems
from factdesk.api.endpoints import asking, fact_checks, record
from factdesk.api.reading import Utf8Json
from factdesk.api.schemas.base import Problem


class _Renderer(JSONRenderer):
    """Vietnamese as itself: half as long, and read with the eyes."""

    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


def _answer(request: HttpRequest, exception: Exception | type[Exception]) -> HttpResponse:
    return problems.answer(request, exception if isinstance(exception, Exception) else exception())


class DeskApi(NinjaAPI):
    """ninja, with problem details for everything that fails, said in the description too."""

    _description: OpenAPISchema | None = None

    def set_default_exception_handlers(self) -> None:
        """One handler: `problems.answer` knows every exception."""
        self.add_exception_handler(Exception, _answer)

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Names that generated clients can use: `fact_checks_one`."""
        module: str = operation.view_func.__module__.rpartition(".")[2]
        return f"{module}_{operation.view_func.__name__}"

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description, made once a process."""
        if self._description is None:
            description = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
            _say_problems(description)
            self._description = description
        return self._description


def _say_problems(description: OpenAPISchema) -> None:
    """Add to each operation that every answer beside the named ones is a problem."""
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components = description["components"]["schemas"]
    components.update(schema.pop("$defs"))
    components["Problem"] = schema
    content = {problems.CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in description["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = {"description": "Problem details (RFC 9457)", "content": content}


api = DeskApi(
    title="factdesk",
    version=__version__,
    description=(
        "Published fact-checks and external reviews of a fact-check desk, questions to it, and its public record. "
        "No key, no cookie; nothing about who asks is kept."
    ),
    # ninja's page of documentation loads scripts from another host; docs/api.md is ours.
    docs_url=None,
    parser=Utf8Json(),
    renderer=_Renderer(),
    urls_namespace="api-v1",
)
api.add_router("/fact-checks", fact_checks.router)
api.add_router("/record", record.router)
api.add_router("", asking.router)
