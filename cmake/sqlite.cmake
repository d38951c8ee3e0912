# The target parley_sqlite: the fetched amalgamation, else the system's library for one process only.
set(sqlite_folder ${PROJECT_SOURCE_DIR}/third_party/.cache/sqlite3)
if(NOT EXISTS ${sqlite_folder}/sqlite3.c)
  execute_process(COMMAND ${PROJECT_SOURCE_DIR}/tools/fetch_third_party.sh
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} RESULT_VARIABLE fetch_failed)
endif()
if(EXISTS ${sqlite_folder}/sqlite3.c)
  add_library(parley_sqlite STATIC ${sqlite_folder}/sqlite3.c)
  target_include_directories(parley_sqlite SYSTEM PUBLIC ${sqlite_folder})
  target_compile_definitions(parley_sqlite PRIVATE SQLITE_ENABLE_FTS5 SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_DQS=0 SQLITE_THREADSAFE=2 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_LIKE_DOESNT_MATCH_BLOBS
    SQLITE_OMIT_DEPRECATED SQLITE_OMIT_SHARED_CACHE SQLITE_USE_URI=0 SQLITE_TRUSTED_SCHEMA=0
    SQLITE_MAX_EXPR_DEPTH=200 SQLITE_DEFAULT_FOREIGN_KEYS=1 HAVE_USLEEP=1)
  target_compile_options(parley_sqlite PRIVATE -w -O2)
  target_link_libraries(parley_sqlite PUBLIC Threads::Threads m)
else()
  message(WARNING "third_party/.cache/sqlite3 is missing: building with the system's SQLite. "
    "Records will be opened by one process at a time, without WAL. "
    "Run tools/fetch_third_party.sh (it needs npm) and configure again.")
  find_package(SQLite3 REQUIRED)
  add_library(parley_sqlite INTERFACE)
  target_link_libraries(parley_sqlite INTERFACE SQLite::SQLite3)
  target_compile_definitions(parley_sqlite INTERFACE PARLEY_SYSTEM_SQLITE)
endif()
