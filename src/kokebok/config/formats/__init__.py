"""How dates, times and numbers are written in a language, where it is otherwise than Django has it."""
