"""What people see of protected rows: charts, maps, sentences, files. No screen, no database."""
