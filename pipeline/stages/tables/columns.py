"""What a column and a table are: from here come dtypes, CSV files and Table Schemas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["id", "text", "choice", "list", "date", "moment", "integer", "number"]

# A day, with the time where the text tells it, in Japan's zone where a clock time stands.
_MOMENT = r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(\+09:00)?)?"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind decides dtype, formula guard and Frictionless type."""

    name: str
    kind: Kind
    description: str
    required: bool = False
    choices: tuple[str, ...] = ()
    pattern: str = ""

    @property
    def numeric(self) -> bool:
        """True when cells are numbers; all others are text in the data frames."""
        return self.kind in {"integer", "number"}

    def field(self) -> dict[str, Any]:
        """The column as a Table Schema field."""
        types = {"integer": "integer", "number": "number", "date": "date"}
        found: dict[str, Any] = {
            "name": self.name,
            "type": types.get(self.kind, "string"),
            "description": self.description,
        }
        constraints: dict[str, Any] = {"required": True} if self.required else {}
        if self.choices:
            constraints["enum"] = list(self.choices)
        if self.pattern or self.kind == "moment":
            constraints["pattern"] = self.pattern or _MOMENT
        if self.kind == "integer":
            constraints["minimum"] = 0
        if self.kind == "number":
            constraints |= {"minimum": 0, "maximum": 1}
        return found | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose cells, where not empty, occur in ``table``'s column ``target``."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of ``outputs/`` with its keys."""

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)

    def table_schema(self) -> dict[str, Any]:
        """The table as a Frictionless Table Schema."""
        schema: dict[str, Any] = {
            "fields": [column.field() for column in self.columns],
            "missingValues": [""],
        }
        if self.primary_key:
            schema["primaryKey"] = list(self.primary_key)
        if self.foreign_keys:
            schema["foreignKeys"] = [
                {
                    "fields": [key.column],
                    "reference": {"resource": key.table, "fields": [key.target]},
                }
                for key in self.foreign_keys
            ]
        return schema


def id_(prefix: str, name: str, description: str, *, required: bool = True) -> Column:
    """A column of ids such as ``ev_0123456789abcdef``."""
    return Column(name, "id", description, required, pattern=prefix + "_[0-9a-f]{16}")


def text(name: str, description: str, *, required: bool = False) -> Column:
    """A column of free text."""
    return Column(name, "text", description, required)


def list_(name: str, description: str) -> Column:
    """A column of lists."""
    return Column(name, "list", description + "; joined with ';'")


def choice(
    name: str, choices: tuple[str, ...], description: str, *, required: bool = True
) -> Column:
    """A column of words from a closed set."""
    return Column(name, "choice", description, required, choices)


def day(name: str, description: str) -> Column:
    """A column of ISO 8601 days."""
    return Column(name, "date", description)


def moment(name: str, description: str) -> Column:
    """A column of ISO 8601 days, with the time where it is told."""
    return Column(name, "moment", description)


def count(name: str, description: str, *, required: bool = True) -> Column:
    """A column of whole numbers from 0."""
    return Column(name, "integer", description, required)


def offsets(prefix: str, of: str, *, required: bool = True) -> tuple[Column, Column]:
    """The two columns that say where something stands in its source."""
    unit = "in code points of the decoded source"
    return (
        count(f"{prefix}_start", f"where {of} starts, {unit}", required=required),
        count(f"{prefix}_end", f"where {of} ends (exclusive), {unit}", required=required),
    )
