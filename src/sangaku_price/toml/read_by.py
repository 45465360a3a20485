"""How a value of a file is read: by a function of ours, and by nothing else."""

from typing import Any

from pydantic import GetCoreSchemaHandler, PlainValidator
from pydantic_core import core_schema


class ReadBy(PlainValidator):
    """A plain validator of a value that Pydantic never writes.

    For writing alone Pydantic would make the schema of the Python type as well, which takes longer than reading a file.
    """

    def __get_pydantic_core_schema__(self, source_type: Any, handler: GetCoreSchemaHandler) -> Any:  # noqa: ANN401
        """What the function returns; for editors what it takes, where that is told."""
        takes = self.json_schema_input_type
        told = None if takes is Any else handler.generate_schema(takes)
        return core_schema.no_info_plain_validator_function(self.func, json_schema_input_schema=told)  # type: ignore[arg-type]
