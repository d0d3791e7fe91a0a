package dev.lastcall.sample.order;

/**
 * What is wrong with one field or parameter of a request.
 *
 * @param field the name as the caller wrote it
 * @param message what is expected of it
 */
record FieldProblem(String field, String message) {
}
