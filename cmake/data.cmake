# Embeds every data/*.tsv into the library parley_data, so that the program needs no files beside
# it. base/table.h reads them; a user's own folder of tables extends them at run time.
file(GLOB PARLEY_DATA_FILES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/*.tsv)
set(data_source ${PROJECT_BINARY_DIR}/generated/data_tables.cc)
add_custom_command(OUTPUT ${data_source}
  COMMAND python3 ${PROJECT_SOURCE_DIR}/tools/embed_data.py ${data_source} ${PARLEY_DATA_FILES}
  DEPENDS ${PROJECT_SOURCE_DIR}/tools/embed_data.py ${PARLEY_DATA_FILES}
  COMMENT "Embedding data tables")
add_library(parley_data STATIC ${data_source})
