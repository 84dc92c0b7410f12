"""The example tables there are, one line each: a yes or no, one of several, a number."""

from service.errors import NotFoundError
from service.examples.apartments import APARTMENTS
from service.examples.customers import CUSTOMERS
from service.examples.example import Example
from service.examples.vehicles import VEHICLES

EXAMPLES: tuple[Example, ...] = (CUSTOMERS, VEHICLES, APARTMENTS)


def example_named(name: str) -> Example:
    """Return the example of that name, or raise ``NotFoundError``."""
    for example in EXAMPLES:
        if example.name == name:
            return example
    raise NotFoundError("example", name)
