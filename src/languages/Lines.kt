package languages

import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.coroutines.suspendCoroutine

/* What Kotlin makes of a line. What stands behind "holds" are the sizes of the line's arrays of 100,000 bytes and more. */

val kept = ArrayList<Any>()

class Holder(first: ByteArray) {
    val given = first
    val field = ByteArray(100_001) // holds 100024
    val late by lazy { ByteArray(100_101) } // holds 100120

    init {
        kept.add(ByteArray(100_201)) // holds 100224
    }

    companion object {
        val shared = ByteArray(100_301) // holds 100320
    }
}

data class Pair2(val a: ByteArray, val b: ByteArray = ByteArray(100_401)) // holds 100424

// an inlined function has its bytes at the line of the call: there its code is
inline fun inlined(size: Int, use: (ByteArray) -> Unit) {
    use(ByteArray(size))
    use(
        ByteArray(size + 100),
    )
}

fun ByteArray.twice() = this + this // holds 200816

fun defaults(size: Int = 100_501, array: ByteArray = ByteArray(size + 200)): Any = array // holds 100720

tailrec fun recursive(depth: Int): Any = if (depth == 0) ByteArray(100_801) else recursive(depth - 1) // holds 100824

fun numbers() = sequence {
    yield(ByteArray(100_901)) // holds 100920
    yield(ByteArray(101_001)) // holds 101024
}

object Singleton {
    val table = Array(3) { ByteArray(101_101) } // holds 303360
}

suspend fun suspended(): Any {
    val first = ByteArray(101_201) // holds 101224
    pause()
    return listOf(first, ByteArray(101_301)) // holds 101320
}

suspend fun pause() = suspendCoroutine<Unit> { it.resumeWith(Result.success(Unit)) }

fun `a name with spaces`(): Any = ByteArray(101_401) // holds 101424

fun main() {
    val holder = Holder(ByteArray(101_501)) // holds 101520
    kept.add(holder)
    kept.add(holder.late)
    kept.add(Holder.shared)
    kept.add(Pair2(ByteArray(0)))
    inlined(100_501) { kept.add(it) } // holds 201144
    kept.add(ByteArray(100_400).also { it.fill(1) }.twice())
    kept.add(defaults())
    kept.add(recursive(1000))
    kept.addAll(numbers())
    kept.add(Singleton.table)
    val pause: suspend () -> Any = { suspended() }
    pause.startCoroutine(
        object : Continuation<Any> {
            override val context = EmptyCoroutineContext

            override fun resumeWith(result: Result<Any>) {
                kept.add(result.getOrThrow())
            }
        },
    )
    kept.add(`a name with spaces`())
    val lambda = { size: Int -> ByteArray(size) } // holds 101624
    kept.add(lambda(101_601))
    kept.add((1..3).map { ByteArray(101_700) }) // holds 305160
    kept.add(
        when (kept.size) {
            0 -> ByteArray(1)
            else -> ByteArray(101_801) // holds 101824
        },
    )
    kept.add("x".repeat(101_900)) // holds 101920
    System.gc()
    val top = ByteArray(20_000_000) // holds 20000016
    System.gc()
    println(kept.size + top.size)
}
