"""The sample city, and the whole product on one machine with stand-ins. Composition, like the commands."""
