#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
"$here/program/bin/python3" -I -m report_builder doctor --my-folder
[ ! -t 0 ] || { printf '按回车键关闭。'; read -r _; }
