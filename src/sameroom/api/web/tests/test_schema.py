"""The description of the interface leaves nothing for its reader to guess."""

from sameroom.api.web.interface import interface
from sameroom.api.web.tests.builders import described

SCHEMA = described()
OPERATIONS = [one for methods in SCHEMA["paths"].values() for one in methods.values()]


def test_every_operation_parameter_and_form_of_an_answer_is_described() -> None:
    bare = [one["operationId"] for one in OPERATIONS if not one.get("description")]
    bare += [
        f"{one['operationId']}: {told['name']}"
        for one in OPERATIONS
        for told in one.get("parameters", [])
        if not (told.get("description") or told["schema"].get("description"))
    ]
    schemas = SCHEMA["components"]["schemas"]
    bare += [name for name, one in schemas.items() if not one.get("description")]
    assert bare == []


def test_only_what_is_read_is_answered_as_unchanged() -> None:
    unchanged = {
        method
        for methods in SCHEMA["paths"].values()
        for method, one in methods.items()
        if "304" in one["responses"]
    }
    assert unchanged == {"get"}


def test_every_body_has_an_example_that_its_own_form_takes() -> None:
    forms = {
        view.view_func.__name__: view.models
        for router in interface()._get_bound_routers()
        for found in router.path_operations.values()
        for view in found.operations
    }
    with_body = [one for one in OPERATIONS if "requestBody" in one]
    assert len(with_body) >= 6
    for one in with_body:
        (content,) = one["requestBody"]["content"].values()
        name = content["schema"]["$ref"].rpartition("/")[2]
        (example,) = SCHEMA["components"]["schemas"][name]["examples"]
        (body,) = (
            form for form in forms[one["operationId"]] if form.__ninja_param_source__ == "body"
        )
        body.model_validate({field: example for field in body.model_fields})
