"""The compiled kernels: few, of explicit types, kept on disk, each with a plain twin in tests."""
