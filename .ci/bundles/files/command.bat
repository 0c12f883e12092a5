@echo off
setlocal disabledelayedexpansion
"%~dp0program\python.exe" -m report_builder %*
