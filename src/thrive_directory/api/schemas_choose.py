"""What the comparison of offers looks like as JSON. Describes; holds no rules."""

from typing import Annotated

from pydantic import Field

from thrive_directory.api.schemas import ServiceCard, Shape, UrgentLine


class ComparedRowLine(Shape):
    """One row of the table: a cell a service, null where it is not known."""

    code: Annotated[str, Field(examples=["ages"])]
    label: Annotated[str, Field(examples=["Ages"])]
    cells: Annotated[list[str | None], Field(examples=[["11 to 17", None]])]
    question: Annotated[str, Field(examples=["Which ages do you see?"], description="What to ask where it is blank.")]


class ComparisonAnswer(Shape):
    """Two to four services side by side, for a shared decision: nothing is scored or recommended."""

    services: list[ServiceCard]
    rows: list[ComparedRowLine]
    questions: Annotated[list[str], Field(examples=[["What happens if it does not help?"]])]
    urgent_help: list[UrgentLine]
    catalogue_version: Annotated[int, Field(examples=[17])]
