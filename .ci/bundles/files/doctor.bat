@echo off
setlocal disabledelayedexpansion
set "HERE=%~dp0"
setlocal enabledelayedexpansion
"!HERE!program\python.exe" -m report_builder doctor --my-folder
pause
