"""/desk/projects: projects of 项目制培训 and the classes that are of them."""
