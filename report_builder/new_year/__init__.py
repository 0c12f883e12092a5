"""The year to start → its folder with settings, a blank workbook and a narrative to begin with."""
