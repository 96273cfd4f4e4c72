"""Records: ``gathering`` puts side by side what is stated of one subject, ``kinds`` says what kind of statement that is."""
