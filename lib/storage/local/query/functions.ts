/** Functions allowed in FROM: they depend on their arguments alone. */
export const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(['range', 'generate_series', 'unnest']);

/**
 * Functions that read more than their arguments: settings, the catalog, the session, the log, other statements or the
 * process; that put values into error messages; or that are internal to the engine and trust their input.
 */
const REFUSED =
  /^(__internal_.*|current_(setting|query|query_id|connection_id|transaction_id|database|catalog|schema|schemas|role|user)|session_user|user|getenv|getvariable|in_search_path|txid_current|write_log|parse_duckdb_log_message|json_(de)?serialize_.*|json_execute.*|query|query_table|nextval|currval|setseed|sleep_ms|pg_.*|has_.*_privilege|inet_.*|obj_description|shobj_description|col_description|format_pg_type|format_type|map_to_pg_oid|get_block_size|stats|vector_type|arrow_.*|getvar.*|read_.*|variant_to_parquet_variant|variant_bytes_to_variant|remap_struct|create_sort_key|can_cast_implicitly|cast_to_type|replace_type|make_type|get_type|which_secret|version|combine|finalize|error)$/;

export const refusedFunction = (name: string): boolean => REFUSED.test(name);
