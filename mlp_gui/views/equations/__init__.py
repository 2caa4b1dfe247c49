"""The equations of the step-through."""
