"""The peers, each as a function over arrays; those in C++ are built when they are first asked."""
