"""Words for results of shapes that have none of their own (published profiles), the same by every engine."""

from __future__ import annotations

from typing import Final

_TEXTS: Final = {
    "MinCountConstraintComponent": "a value is missing",
    "MaxCountConstraintComponent": "there are too many values",
    "DatatypeConstraintComponent": "the value has the wrong datatype, or isn't well-formed",
    "NodeKindConstraintComponent": "the value is of the wrong kind (IRI, literal or blank node)",
    "ClassConstraintComponent": "the value is not of the class it should be",
    "NodeConstraintComponent": "the value doesn't look as another shape demands",
    "OrConstraintComponent": "the value fits none of the allowed forms",
    "AndConstraintComponent": "the value doesn't fit all of the demanded forms",
    "XoneConstraintComponent": "the value doesn't fit exactly one of the allowed forms",
    "NotConstraintComponent": "the value has a form that is excluded",
    "InConstraintComponent": "the value is not in the allowed list",
    "HasValueConstraintComponent": "a demanded value is missing",
    "PatternConstraintComponent": "the value doesn't match the pattern",
    "MinLengthConstraintComponent": "the value is too short",
    "MaxLengthConstraintComponent": "the value is too long",
    "UniqueLangConstraintComponent": "there are several values in one language",
    "LanguageInConstraintComponent": "the value is in a language that is not allowed",
    "LessThanConstraintComponent": "the value is not less than the other property's value",
    "QualifiedMinCountConstraintComponent": "too few values have the demanded form",
    "QualifiedMaxCountConstraintComponent": "too many values have the named form",
}


def default_message(component: str, value: str) -> str:
    """Return what a constraint component of the SHACL recommendation (section 4) means when it fails."""
    text = _TEXTS.get(component, f"the constraint {component} does not hold")
    return f"{text}: {value}" if value else text
