package languages

import scala.collection.mutable.ArrayBuffer

/* What Scala makes of a line. What stands behind "holds" are the sizes of the line's arrays of 100,000 bytes and more. */

val kept = ArrayBuffer[Any]()

class Holder(val given1: Array[Byte]):
  val field = new Array[Byte](100_001) // holds 100024
  lazy val late = new Array[Byte](100_101) // holds 100120
  kept += new Array[Byte](100_201) // holds 100224

object Holder:
  val shared = new Array[Byte](100_301) // holds 100320

case class Both(a: Array[Byte], b: Array[Byte] = new Array[Byte](100_401)) // holds 100424

trait Mixed:
  val mixed = new Array[Byte](100_501) // holds 100520

class Mixing extends Mixed

// an inlined method has its bytes at the line of the call: there its code is
inline def inlined(size: Int)(inline use: Array[Byte] => Unit): Unit =
  use(new Array[Byte](size))

def byName(array: => Array[Byte]): Any = array

def recursive(depth: Int): Any = if depth == 0 then new Array[Byte](100_801) else recursive(depth - 1) // holds 100824

def nested(): Any =
  def inner(size: Int): Any = new Array[Byte](size) // holds 100920
  inner(100_901)

extension (size: Int) def bytes: Array[Byte] = new Array[Byte](size) // holds 101024

def `a name with spaces`: Any = new Array[Byte](101_101) // holds 101120

@main def lines(): Unit =
  val holder = new Holder(new Array[Byte](101_201)) // holds 101224
  kept += holder += holder.late += Holder.shared
  kept += Both(new Array[Byte](0))
  kept += new Mixing().mixed
  inlined(100_601)(array => kept += array) // holds 100624
  kept += byName(new Array[Byte](101_301)) // holds 101320
  kept += recursive(1000) += nested() += 101_001.bytes += `a name with spaces`
  val lambda = (size: Int) => new Array[Byte](size) // holds 101424
  kept += lambda(101_401)
  kept += (for i <- List(1, 2, 3) yield new Array[Byte](101_500)) // holds 304560
  kept += Array.ofDim[Byte](2, 101_600) // holds 203232
  kept += (kept.size match
    case 0 => new Array[Byte](1)
    case _ => new Array[Byte](101_701) // holds 101720
  )
  System.gc()
  val top = new Array[Byte](20_000_000) // holds 20000016
  System.gc()
  println(kept.size + top.length)
