"""How cameras of classrooms are asked, their stand-in, and the last still of each for some seconds."""
