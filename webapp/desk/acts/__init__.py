"""经办记录 on the desk: who did what, when and where, over all subjects."""
