"""Examples of what programs send, for the description of the interface."""

from pydantic import ConfigDict, JsonValue


def example(**said: JsonValue) -> ConfigDict:
    """Give a body that a program may send, as its `model_config`; a test holds that it is one."""
    return ConfigDict(json_schema_extra={"examples": [said]}, from_attributes=True)
