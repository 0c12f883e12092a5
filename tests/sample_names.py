"""What the report of the sample year is called: its title, and its files without their suffix."""

from __future__ import annotations

from typing import Final

NAME: Final = "柳州市教育局2016年政府信息公开工作年度报告"
