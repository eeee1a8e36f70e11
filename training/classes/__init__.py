"""培训班: filing, roster, timetable, and the rule sets they are held by (R01, R25, R26, R47, R51 to R53)."""
