// Empty. Beside a file of this kind the compiler accepts a function without a body, as nanotime has.
