package dev.lineal.he.udf;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.ExpectsInputTypes;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * {@code he_sum}: the sum of a column of ciphertexts, summed in native memory within a task and
 * serialised only between tasks. Null rows are skipped; a group without others gives null. The
 * bytes do not depend on the order of rows. Public, as Spark copies expressions by reflection.
 */
public final class HeSum extends TypedImperativeAggregate<RunningSum>
    implements ExpectsInputTypes, Serializable {
  static final Signature SIGNATURE =
      Signature.aggregate(
          "he_sum",
          "_FUNC_(a) - The sum of ciphertexts of equal parameter set, joint key, scale and degree;"
              + " nulls are skipped, and no ciphertext at all gives null.",
          Signature.CIPHERTEXT);

  private static final long serialVersionUID = 1L;
  private static final byte[] EMPTY = {};

  private final Seq<Expression> arguments;
  private final int mutableOffset;
  private final int inputOffset;

  HeSum(Seq<Expression> arguments) {
    this(arguments, 0, 0);
  }

  public HeSum(Seq<Expression> arguments, int mutableOffset, int inputOffset) {
    this.arguments = arguments;
    this.mutableOffset = mutableOffset;
    this.inputOffset = inputOffset;
  }

  @Override
  public RunningSum createAggregationBuffer() {
    return new RunningSum();
  }

  @Override
  public RunningSum update(RunningSum sum, InternalRow row) {
    byte[] ciphertext = (byte[]) arguments.head().eval(row);
    if (ciphertext != null) {
      sum.add(ciphertext);
    }
    return sum;
  }

  @Override
  public RunningSum merge(RunningSum sum, RunningSum other) {
    sum.add(other);
    return sum;
  }

  @Override
  public Object eval(RunningSum sum) {
    return sum.rest();
  }

  @Override
  public byte[] serialize(RunningSum sum) {
    byte[] bytes = sum.rest();
    return bytes == null ? EMPTY : bytes;
  }

  @Override
  public RunningSum deserialize(byte[] bytes) {
    return bytes.length == 0 ? new RunningSum() : RunningSum.atRest(bytes);
  }

  @Override
  public DataType dataType() {
    return DataTypes.BinaryType;
  }

  @Override
  public boolean nullable() {
    return true;
  }

  @Override
  public Seq<AbstractDataType> inputTypes() {
    return SIGNATURE.inputTypes();
  }

  @Override
  public TypeCheckResult checkInputDataTypes() {
    return ExpectsInputTypes.super.checkInputDataTypes();
  }

  @Override
  public int mutableAggBufferOffset() {
    return mutableOffset;
  }

  @Override
  public int inputAggBufferOffset() {
    return inputOffset;
  }

  @Override
  public ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
    return new HeSum(arguments, offset, inputOffset);
  }

  @Override
  public ImperativeAggregate withNewInputAggBufferOffset(int offset) {
    return new HeSum(arguments, mutableOffset, offset);
  }

  @Override
  public Seq<Expression> children() {
    return arguments;
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new HeSum(children, mutableOffset, inputOffset);
  }

  @Override
  public String prettyName() {
    return SIGNATURE.name();
  }

  @Override
  public Iterator<Object> stringArgs() {
    return Iterator.single((Object) arguments);
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> arguments;
      case 1 -> mutableOffset;
      default -> inputOffset;
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof HeSum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeSum that
        && mutableOffset == that.mutableOffset
        && inputOffset == that.inputOffset
        && arguments.equals(that.arguments);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
