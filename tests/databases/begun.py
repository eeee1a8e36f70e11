"""How PostgreSQL keeps what many tests begin with: as tables of its own, and a function that copies them."""

IS_UNTOUCHED = "SELECT preloaded.is_untouched()"
# Rows that were preloaded stay what they are: they are there already when the copy comes.
KEEP = """
DO $make$
DECLARE name text; has_rows boolean; is_preloaded boolean; inserts text := '';
BEGIN
    CREATE SCHEMA {begun};
    CREATE TABLE {begun}.numbers AS
        SELECT before.name, pg_sequence_last_value(before.name) AS last_value FROM preloaded.numbers before
        WHERE pg_sequence_last_value(before.name) IS DISTINCT FROM before.last_value;
    FOREACH name IN ARRAY string_to_array('{tables}', ',') LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO has_rows;
        IF to_regclass(format('preloaded.%I', name)) IS NOT NULL THEN
            EXECUTE format(
                'SELECT (SELECT array_agg(each::text ORDER BY each::text) FROM %1$I each) '
                'IS NOT DISTINCT FROM '
                '(SELECT array_agg(each::text ORDER BY each::text) FROM preloaded.%1$I each)', name
            ) INTO is_preloaded;
            ASSERT is_preloaded, name || ' is preloaded, and changed rows of it would not come back';
        ELSIF has_rows THEN
            EXECUTE format('CREATE TABLE {begun}.%1$I AS TABLE %1$I', name);
            inserts := inserts || format('INSERT INTO %1$I SELECT * FROM {begun}.%1$I; ', name);
        END IF;
    END LOOP;
    EXECUTE 'CREATE FUNCTION {begun}.replay() RETURNS void LANGUAGE plpgsql AS $$ BEGIN '
        || inserts || ' END $$';
END $make$
"""
REPLAY = """
SELECT {begun}.replay();
SELECT setval(name, last_value) FROM {begun}.numbers WHERE last_value IS NOT NULL;
"""
