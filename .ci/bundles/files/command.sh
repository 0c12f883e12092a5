#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/program/bin/python3" -I -m report_builder "$@"
