"""The weights and the only code that runs them: a text in, what the heads say of its words out."""

from sayso.model.ahead import Ahead
from sayso.model.heard import Heard
from sayso.model.runtime import Model, Pending, load_model

__all__ = ["Ahead", "Heard", "Model", "Pending", "load_model"]
