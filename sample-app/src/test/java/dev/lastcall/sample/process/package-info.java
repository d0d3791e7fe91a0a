/**
 * Applications as processes: started, signalled, balanced and put under load from
 * outside.
 */
@NullMarked
package dev.lastcall.sample.process;

import org.jspecify.annotations.NullMarked;
