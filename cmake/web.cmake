# The library parley_web: the workbench's script, style and API description, built into the program.
# The script is built from web/ by Vite where node and npm are there; without it the pages are plain
# tables.
set(web_folder ${PROJECT_SOURCE_DIR}/web)
set(web_files ${web_folder}/style.css ${web_folder}/openapi.json)
find_program(PARLEY_NODE node)
find_program(PARLEY_NPM npm)
option(PARLEY_WEB "Build the workbench's script (needs node and npm)" ON)
if(PARLEY_WEB AND PARLEY_NODE AND PARLEY_NPM AND EXISTS ${web_folder}/package-lock.json)
  file(GLOB web_sources CONFIGURE_DEPENDS ${web_folder}/src/*.ts ${web_folder}/src/*.tsx
    ${web_folder}/*.json ${web_folder}/vite.config.js)
  set(web_script ${PROJECT_BINARY_DIR}/web/out/app.js)
  add_custom_command(OUTPUT ${web_script}
    COMMAND python3 ${PROJECT_SOURCE_DIR}/tools/build_web.py ${web_folder} ${PROJECT_BINARY_DIR}/web
      ${PROJECT_SOURCE_DIR}/third_party/.cache/web
    DEPENDS ${PROJECT_SOURCE_DIR}/tools/build_web.py ${web_sources}
    COMMENT "Building the workbench's script")
  list(APPEND web_files ${web_script})
else()
  message(STATUS "node or npm is missing: parley serve will show plain tables")
endif()
set(web_source ${PROJECT_BINARY_DIR}/generated/web_assets.cc)
add_custom_command(OUTPUT ${web_source}
  COMMAND python3 ${PROJECT_SOURCE_DIR}/tools/embed_web.py ${web_source} ${web_files}
  DEPENDS ${PROJECT_SOURCE_DIR}/tools/embed_web.py ${web_files}
  COMMENT "Embedding the workbench")
add_library(parley_web STATIC ${web_source})
target_include_directories(parley_web PRIVATE ${PROJECT_SOURCE_DIR}/src)
