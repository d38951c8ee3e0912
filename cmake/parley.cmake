# Helpers of this build: one function a kind of target.

# parley_module(NAME SOURCES … HEADERS … TESTS … DEPENDS …): the library parley_NAME of one folder
# of src/parley. Sources are listed, never globbed. The order of the calls in CMakeLists.txt is the
# order of the layers; tools/check_layers.py holds the same list.
function(parley_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;TESTS;DEPENDS;LIBRARIES" ${ARGN})
  list(TRANSFORM ARG_SOURCES PREPEND src/parley/${name}/)
  list(TRANSFORM ARG_HEADERS PREPEND ${PROJECT_SOURCE_DIR}/src/parley/${name}/)
  list(TRANSFORM ARG_DEPENDS PREPEND parley_)
  set(scope PUBLIC)
  if(ARG_SOURCES)
    add_library(parley_${name} STATIC ${ARG_SOURCES})
    target_link_libraries(parley_${name} PRIVATE parley_options)
    target_link_libraries(parley_${name} PUBLIC ${ARG_LIBRARIES})
  else()
    add_library(parley_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_link_libraries(parley_${name} ${scope} ${ARG_DEPENDS})
  target_sources(parley_${name} ${scope} FILE_SET HEADERS BASE_DIRS src FILES ${ARG_HEADERS})
  set_target_properties(parley_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  if(PARLEY_TESTS AND ARG_TESTS)
    list(TRANSFORM ARG_TESTS PREPEND src/parley/${name}/)
    add_executable(${name}_test ${ARG_TESTS})
    target_link_libraries(${name}_test PRIVATE parley_${name} parley_options GTest::gmock_main)
    target_compile_definitions(${name}_test PRIVATE
      PARLEY_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST)
  endif()
endfunction()
