@echo off
rem Opens the window in the browser. ASCII only: cmd reads this file in the code page of the machine.
rem The folder's name may hold any sign: once it is in a variable, !HERE! is not read again.
setlocal disabledelayedexpansion
set "HERE=%~dp0"
setlocal enabledelayedexpansion
if not exist "!HERE!program\pythonw.exe" goto packed
start "" "!HERE!program\pythonw.exe" -m report_builder.double_click
exit /b 0

:packed
rem "Please unpack the whole archive first, and start the file of this name in the folder that comes of it."
set "SAID=\u8bf7\u5148\u628a\u538b\u7f29\u5305\u5168\u90e8\u89e3\u538b\u5230\u4e00\u4e2a\u6587\u4ef6\u5939\uff0c\u518d\u53cc\u51fb\u89e3\u538b\u51fa\u6765\u7684\u201c\u5f00\u59cb\u201d\u3002\u4e0d\u8981\u5728\u538b\u7f29\u8f6f\u4ef6\u7684\u7a97\u53e3\u91cc\u76f4\u63a5\u53cc\u51fb\u3002"
echo Unpack the whole archive into a folder first, then start this file there.
powershell -NoProfile -Command "Add-Type -AssemblyName PresentationFramework; [void][Windows.MessageBox]::Show([regex]::Unescape($env:SAID))" 2>nul || pause
exit /b 1
