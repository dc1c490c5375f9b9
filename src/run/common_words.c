/* Common words: see common_words.h. */
#include "run/common_words.h"

/* Keys and types of low-code manifests and of JSON Schema, and the settings that every second source has. */
static const char all[] =
    "AddFields AddedFieldDefinition ApiKeyAuthenticator AsyncRetriever Authorization Basic BasicHttpAuthenticator "
    "Bearer BearerAuthenticator CartesianProductStreamSlicer CheckDynamicStream CheckStream ComplexFieldType "
    "ComponentMappingDefinition CompositeErrorHandler ConcurrencyLevel ConfigComponentsResolver "
    "ConstantBackoffStrategy CsvDecoder CursorPagination CustomAuthenticator CustomErrorHandler CustomIncrementalSync "
    "CustomPaginationStrategy CustomPartitionRouter CustomRecordExtractor CustomRecordFilter CustomRequester "
    "CustomRetriever CustomSchemaLoader CustomTransformation Date DatetimeBasedCursor DeclarativeOAuthFlow "
    "DeclarativeSource DeclarativeStream DefaultErrorHandler DefaultPaginator DpathExtractor DpathFlattenFields "
    "DynamicDeclarativeStream ExponentialBackoffStrategy FAIL FixedWindowCallRatePolicy FlattenFields GET "
    "GroupingPartitionRouter GzipDecoder HTTPAPIBudget HttpComponentsResolver HttpMethod HttpRequestRegexMatcher "
    "HttpRequester HttpResponseFilter IGNORE IncrementingCountCursor InlineSchemaLoader IterableDecoder JsonDecoder "
    "JsonFileSchemaLoader JsonlDecoder JwtAuthenticator Key KeysToLower KeysToSnakeCase "
    "LegacyToPerPartitionStateMigration ListPartitionRouter MinMaxDatetime NoPagination OAuthAuthenticator "
    "OffsetIncrement POST PageIncrement ParentStreamConfig PropertyChunking QueryProperties RATE_LIMITED "
    "REFRESH_TOKEN_THEN_RETRY RETRY RecordFilter RecordSelector RemoveFields RequestOption RequestPath "
    "ResponseToFileExtractor SUCCESS SelectiveAuthenticator SessionTokenAuthenticator SimpleRetriever Spec Start "
    "StateDelegatingStream StreamConfig SubstreamPartitionRouter The Token TypesMap WaitTimeFromHeader "
    "WaitUntilTimeFromHeader XmlDecoder ZipfileDecoder access_token action additionalProperties additional_properties "
    "airbyte_hidden airbyte_secret allOf always_show anyOf api api_budget api_key api_token api_token_field array "
    "assist authenticator autoImportSchema backoff_strategies backoff_time_in_seconds base_requester boolean can "
    "check class_name client_id client_secret components_mapping concurrency_level config connection_specification "
    "const created_at cursor_datetime_formats cursor_field cursor_granularity cursor_value data date datetime "
    "datetime_format datetime_ranges decoder default default_concurrency definitions description docs docsUrl "
    "documentation_url draft dynamic_streams email end_date end_datetime end_of_file end_time_option error_handler "
    "error_handlers error_message examples expires_in extractor factor false field_name field_path fields for format "
    "from get grant_type group hasRecords hasResponse header headers http http_codes http_method https id in "
    "incremental_dependency incremental_sync inject_into inject_on_first_request integer interval "
    "is_client_side_incremental is_compare_strictly is_data_feed items json key last_page_size last_record "
    "lazy_read_pointer limit lookback_window matchers maxLength max_concurrency max_retries max_value maximum message "
    "metadata minLength min_wait minimum multiline name next not now_utc null number object oneOf order page "
    "page_size page_size_option page_token_option pagination_strategy paginator parameters parent_key parent_stream "
    "parent_stream_configs partition_field partition_router password path pattern policies predicate "
    "primaryKeysArePresent primaryKeysAreUnique primary_key properties rates record record_filter record_selector ref "
    "reference refresh_token request_body_json request_headers request_option request_parameter request_parameters "
    "requester required response response_filters responsesAreSuccessful retriever schema schema_loader "
    "schema_normalization schemas settings source sources spec start_date start_datetime start_from_page "
    "start_time_option state state_migrations step stop_condition stream streamHash stream_names stream_partition "
    "stream_slice streams strftime string testedStreams that the this time title token token_path "
    "token_refresh_endpoint transformations true type updated_at url url_base use username value values versionAPI "
    "with you your";

void bg_common_words_put(struct bg_table *words) {
    static char is_there;
    struct bg_slice rest = BG_LITERAL(all);
    while (rest.at != NULL) {
        (void)bg_table_put(words, bg_slice_cut(&rest, ' '), &is_there);
    }
}
