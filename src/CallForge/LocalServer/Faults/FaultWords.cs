using System.Globalization;
using CallForge.Domains;

namespace CallForge.LocalServer.Faults;

/// <summary>A fault as somebody wrote it, in an option or a plan file.</summary>
internal sealed record FaultWords(string Fault, string? Call, string? Batch, string? Amount, string? Value)
{
    /// <param name="refuse">Told the name of the word that is wrong, and what is wrong with it.</param>
    public Fault? Read(Action<string, string> refuse)
    {
        if (FaultKind.Find(Fault) is not { } kind)
        {
            refuse("fault", $"the fault '{Fault}' is unknown; {NearestName.Remedy(Fault, FaultKind.All.Select(known => known.Name))}");
            return null;
        }

        var isRight = true;
        var fault = new Fault(kind, ReadAmount(kind, Refuse), ReadCall(kind, Refuse), ReadBatch(kind, Refuse), ReadValue(kind, Refuse));
        return isRight ? fault : null;

        void Refuse(string word, string message)
        {
            isRight = false;
            refuse(word, message);
        }
    }

    private Amount ReadAmount(FaultKind kind, Action<string, string> refuse)
    {
        if (Amount is null) return kind.Amount;
        var amount = Faults.Amount.Parse(Amount);
        if (!kind.TakesAmount)
            refuse("amount", $"'{kind.Name}' is there for all and takes no amount; leave '{Amount}' out.");
        else if (amount is null)
            refuse("amount", $"the amount '{Amount}' is none; write {Faults.Amount.Forms}.");
        else if (kind.Layer == FaultLayer.Transcript && amount is not Share)
            refuse("amount", $"'{kind.Name}' is a fault of the teacher, whose answers have no order; write a share such as 0.1, or all, and not '{Amount}'.");
        else if (kind.Layer == FaultLayer.Line && amount is FirstOfEach)
            refuse("amount", $"'{kind.Name}' is a fault of lines, which are not tried again; write a share, a count or one alone, and not '{Amount}'.");
        return amount ?? kind.Amount;
    }

    private string ReadCall(FaultKind kind, Action<string, string> refuse)
    {
        if (Call is null) return kind.Call;
        if (kind.Layer != FaultLayer.Call)
            refuse("call", $"'{kind.Name}' is no fault of calls and cannot be aimed at '{Call}'; leave the call out.");
        else if (!CallName.All.Contains(Call))
            refuse("call", $"the call '{Call}' is unknown; {NearestName.Remedy(Call, CallName.All)}");
        else if (kind.OnlyCall is not null && kind.OnlyCall != Call)
            refuse("call", $"'{kind.Name}' acts on the call '{kind.OnlyCall}' alone; leave '{Call}' out.");
        return Call;
    }

    private int? ReadBatch(FaultKind kind, Action<string, string> refuse)
    {
        if (Batch is null) return null;
        if (kind.Layer != FaultLayer.Line)
            refuse("batch", $"'{kind.Name}' is no fault of lines and cannot be limited to a batch; leave the batch out.");
        else if (Faults.Amount.Ordinal(Batch) is null)
            refuse("batch", $"the batch '{Batch}' is no place in the order of creation; write one such as 1st.");
        return Faults.Amount.Ordinal(Batch);
    }

    private double ReadValue(FaultKind kind, Action<string, string> refuse)
    {
        if (Value is null) return kind.Value?.Default ?? 0;
        if (kind.Value is null)
            refuse("value", $"'{kind.Name}' takes no value; leave '{Value}' out.");
        else if (double.TryParse(Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= uint.MaxValue)
            return value;
        else
            refuse("value", $"the value '{Value}' is none; write a number of {kind.Value.Unit}.");
        return 0;
    }
}
