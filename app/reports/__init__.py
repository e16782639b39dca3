"""Values to paper: report context, PDF, and the files that go back to CAD and GIS."""
