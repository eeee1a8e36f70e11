"""申请与审批: changes of classes and timetables, asked for and decided on the desk (R07, R54, R64)."""
