"""The OpenAPI description says what the API does: every operation, every answer, and cases made from it."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.conftest import LEMON, Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(api):
    return api.get("/openapi.json").json()


def test_it_is_openapi_3_1(description):
    assert description["openapi"].startswith("3.1.")
    assert description["info"]["title"] == "factdesk"


def test_it_lists_every_operation(description):
    operations = {(path, method) for path, item in description["paths"].items() for method in item}
    assert operations == {
        ("/api/v1/match", "post"),
        ("/api/v1/questions", "post"),
        ("/api/v1/questions/{receipt}", "get"),
        ("/api/v1/questions/{receipt}/reply", "post"),
        ("/api/v1/fact-checks", "get"),
        ("/api/v1/fact-checks/{code}", "get"),
        ("/api/v1/record", "get"),
        ("/api/v1/record/versions/{sha256}", "get"),
    }


def test_every_operation_says_that_it_answers_with_problems(description):
    assert "Problem" in description["components"]["schemas"]
    for item in description["paths"].values():
        for operation in item.values():
            content = operation["responses"]["default"]["content"]
            assert content == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
            assert operation["summary"]


def test_every_reference_leads_somewhere(description):
    for name in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(description)):
        assert name in description["components"]["schemas"]


def test_requests_take_no_unknown_fields(description):
    schemas = description["components"]["schemas"]
    for name in ("MatchRequest", "QuestionRequest", "ReplyRequest"):
        assert schemas[name]["additionalProperties"] is False


def test_nothing_is_loaded_from_another_host(api):
    assert "http" not in re.sub(r"http://127\.0\.0\.1:8000", "", api.get("/openapi.json").content.decode())
    assert api.get("/docs").status_code == 404


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = st.sampled_from(
    ["text", "language", "nonce", "reply", "id", "limit", "after", "cursor", "sector", "rating", "x"]
)
_PARAMETERS = st.dictionaries(_FIELDS, st.text(max_size=30) | st.integers().map(str), max_size=3)
_SEGMENTS = st.sampled_from([LEMON, "0" * 64, "XXXXX-XXXXX"]) | st.text(min_size=1, max_size=12)
_HEADERS = st.fixed_dictionaries(
    {},
    optional={
        name: st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
        for name in ("Accept", "Accept-Language", "If-None-Match", "If-Modified-Since", "If-Match", "Range", "Origin")
    },
)


@pytest.mark.usefixtures("published", "no_index")
def test_made_up_requests_never_break_it(description, request):
    operations = sorted((path, method) for path, item in description["paths"].items() for method in item)
    examples = 5000 if request.config.getoption("--long") else 200
    api = Api()

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(operations), _SEGMENTS, _PARAMETERS, st.dictionaries(_FIELDS, _VALUES, max_size=4), _HEADERS)
    def run(operation, segment, parameters, body, headers):
        path, method = operation
        address = re.sub(r"{\w+}", lambda _: _escaped(segment), path).removeprefix("/api/v1")
        if method == "post":
            response = api.post(address, body, headers=headers)
        else:
            response = api.client.get(f"/api/v1{address}", parameters, headers=headers)
        assert response.status_code < 500 or response.json()["code"] == "index-unavailable"
        _is_as_described(description, path, method, response)

    run()


def _escaped(segment: str) -> str:
    return "".join(f"%{byte:02x}" for byte in segment.encode("utf-8", "replace"))


def _is_as_described(description, path, method, response):
    """The status is a named one with its media type, or a problem; 304 and 412 have no body."""
    if response.status_code in (304, 412):
        assert not response.content
        return
    named = description["paths"][path][method]["responses"]
    kind = response["Content-Type"].split(";")[0]
    if str(response.status_code) not in named:
        assert kind == "application/problem+json"
        assert set(response.json()) == set(description["components"]["schemas"]["Problem"]["properties"])
        return
    assert kind == "application/json"
    schema = named[str(response.status_code)].get("content", {}).get("application/json", {}).get("schema")
    if schema:
        form = description["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        assert set(form["required"]) <= set(response.json()) <= set(form["properties"])
