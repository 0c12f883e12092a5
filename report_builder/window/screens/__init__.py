"""The screens of the window, a module each: a request → a page, by what the commands' own code gives."""
