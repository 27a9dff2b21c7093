"""The API against its own description: whatever is sent, no 5xx, no undeclared status or type, no answer off schema."""

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import checks

CHECKED = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_answer_is_as_described(real_app, data):
    schema = schemathesis.openapi.from_asgi("/openapi.json", real_app)
    operations = [result.ok() for result in schema.get_all_operations()]
    operation = data.draw(st.sampled_from(operations))
    case = data.draw(operation.as_strategy())
    case.call_and_validate(checks=CHECKED)
