"""The service: command line, web service, submissions, reports."""
