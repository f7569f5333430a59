/** Programs that hold everything to their end, and say beside each line what it holds, itself and not in what it calls. */
@NullMarked
package dev.filprofile.e2e.workload.attribution;

import org.jspecify.annotations.NullMarked;
