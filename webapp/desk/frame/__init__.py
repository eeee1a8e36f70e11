"""The frame of the desk (工作台): its menu, its look, and the page that shows every part."""
