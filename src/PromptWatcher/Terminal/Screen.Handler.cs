namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    // Parts of a VtCommand, so that a case reads as the sequence does.
    private const uint Question = (uint)'?' << 24, Greater = (uint)'>' << 24, Less = (uint)'<' << 24, Equal = (uint)'=' << 24;
    private const uint Space = (uint)' ' << 8, Bang = (uint)'!' << 8, Dollar = (uint)'$' << 8, Quote = (uint)'"' << 8;
    private const uint Apostrophe = (uint)'\'' << 8, Hash = (uint)'#' << 8, Star = (uint)'*' << 8;

    /// <summary>A struct around the screen: the JIT compiles the parser for it and calls straight through.</summary>
    private readonly struct Handler(Screen screen) : IVtHandler
    {
        public void Print(scoped ReadOnlySpan<byte> utf8) => screen.Print(utf8);

        public void Execute(byte control) => screen.Execute(control);

        public void EscDispatch(VtCommand command) => screen.Escape(command);

        public void CsiDispatch(VtCommand command, scoped VtParameters parameters) => screen.Control(command, parameters);

        public void OscDispatch(scoped ReadOnlySpan<byte> payload, long length)
        {
            screen._lastPrinted = 0;
            screen.OperatingSystemCommand(payload, length);
        }

        public void StringDispatch(VtCommand introducer, scoped ReadOnlySpan<byte> payload, long length)
        {
            screen._lastPrinted = 0;
            screen.ControlString(introducer, payload, length);
        }
    }

    private void Execute(byte control)
    {
        _lastPrinted = 0;
        switch (control)
        {
            case 0x07: BellCount++; break;
            case 0x08: MoveLeft(1); break;
            case 0x09: Tab(1); break;
            case 0x0a or 0x0b or 0x0c: LineFeed(); break;
            case 0x0d: CarriageReturn(); break;
            case 0x0e: ShiftCharset(1); break;
            case 0x0f: ShiftCharset(0); break;
        }
    }

    private void Escape(VtCommand command)
    {
        _lastPrinted = 0;
        switch (command.Value)
        {
            case '6': BackIndex(); break;
            case '7': SaveCursor(); break;
            case '8': RestoreCursor(); break;
            case '9': ForwardIndex(); break;
            case 'D': Index(); break;
            case 'E': CarriageReturn(); Index(); break;
            case 'H': _tabStops[_column] = true; break;
            case 'M': ReverseIndex(); break;
            case 'N': SingleShift(2); break;
            case 'O': SingleShift(3); break;
            case 'V': SetGuard(true); break;
            case 'W': SetGuard(false); break;
            case 'Z': ReportAttributes(); break;
            case 'c': Reset(); break;
            case 'n': ShiftCharset(2); break;
            case 'o': ShiftCharset(3); break;
            case '=': SetMode(ScreenModes.ApplicationKeypad, true); break;
            case '>': SetMode(ScreenModes.ApplicationKeypad, false); break;
            case Hash | '3': SetLineSize(LineSize.DoubleHeightTop); break;
            case Hash | '4': SetLineSize(LineSize.DoubleHeightBottom); break;
            case Hash | '5': SetLineSize(LineSize.Single); break;
            case Hash | '6': SetLineSize(LineSize.DoubleWidth); break;
            case Hash | '8': FillWithE(); break;
            default:
                if (command.Intermediate is >= (byte)'(' and <= (byte)'/' and not (byte)',')
                    DesignateCharset(command);
                break;
        }
    }

    private void Control(VtCommand command, VtParameters parameters)
    {
        int lastPrinted = _lastPrinted;
        _lastPrinted = 0;
        if (command.Value == 'm')
        {
            SelectRendition(parameters);
            return;
        }

        // Only SGR defines sub-parameters; elsewhere they would shift the values.
        if (parameters.HasSubParameters)
            return;
        if (command.Value <= 0xff)
            PlainControl(command.Final, parameters, lastPrinted);
        else
            MarkedControl(command.Value, parameters);
    }

    private void PlainControl(byte final, VtParameters parameters, int lastPrinted)
    {
        int first = parameters[0];
        int count = Math.Max(first, 1);
        switch (final)
        {
            case (byte)'@': InsertCells(count); break;
            case (byte)'A': MoveUp(count); break;
            case (byte)'B': MoveDown(count); break;
            case (byte)'C': MoveRight(count); break;
            case (byte)'D': MoveLeft(count); break;
            case (byte)'E': MoveDown(count); CarriageReturn(); break;
            case (byte)'F': MoveUp(count); CarriageReturn(); break;
            case (byte)'G' or (byte)'`': MoveToColumn(count - 1); break;
            case (byte)'H' or (byte)'f': MoveToAddress(count - 1, parameters.Get(1, 1) - 1); break;
            case (byte)'I': Tab(count); break;
            case (byte)'J': EraseDisplay(first, isSelective: false); break;
            case (byte)'K': EraseLine(first, isSelective: false); break;
            case (byte)'L': InsertLines(count); break;
            case (byte)'M': DeleteLines(count); break;
            case (byte)'P': DeleteCells(count); break;
            case (byte)'S': ScrollUp(count); break;
            case (byte)'T' when parameters.Count == 0 || (parameters.Count == 1 && first > 0): ScrollDown(count); break;
            case (byte)'X': EraseCells(count); break;
            case (byte)'Z': BackTab(count); break;
            case (byte)'a': MoveRelative(0, count); break;
            case (byte)'b': Repeat(lastPrinted, count); break;
            case (byte)'c' when first == 0: ReportAttributes(); break;
            case (byte)'d': MoveToRow(count - 1); break;
            case (byte)'e': MoveRelative(count, 0); break;
            case (byte)'g': ClearTabStop(first); break;
            case (byte)'h': SetAnsiModes(parameters, true); break;
            case (byte)'l': SetAnsiModes(parameters, false); break;
            case (byte)'n': ReportStatus(first); break;
            case (byte)'r': SetMargins(count - 1, parameters.Get(1, _rows) - 1); break;
            case (byte)'s' when Has(ScreenModes.SideMargins): SetSideMargins(count - 1, parameters.Get(1, _columns) - 1); break;
            case (byte)'s': SaveCursor(); break;
            case (byte)'t': WindowOperation(first, parameters[1]); break;
            case (byte)'u' when parameters.Count == 0: RestoreCursor(); break;
        }
    }

    private void MarkedControl(uint command, VtParameters parameters)
    {
        int first = parameters[0];
        int count = Math.Max(first, 1);
        switch (command)
        {
            case Question | 'h': SetPrivateModes(parameters, true); break;
            case Question | 'l': SetPrivateModes(parameters, false); break;
            case Question | 'r': RestorePrivateModes(parameters); break;
            case Question | 's': SavePrivateModes(parameters); break;
            case Question | 'u': ReportKeyboardFlags(); break;
            case Greater | 'u': PushKeyboardFlags(first); break;
            case Less | 'u': PopKeyboardFlags(count); break;
            case Equal | 'u': ChangeKeyboardFlags(first, parameters.Get(1, 1)); break;
            case Question | 'J': EraseDisplay(first, isSelective: true); break;
            case Question | 'K': EraseLine(first, isSelective: true); break;
            case Question | 'n': ReportPrivateStatus(first); break;
            case Question | 'W' when first == 5: ResetTabStops(0); break;
            case Greater | 'c' when first == 0: ReportSecondaryAttributes(); break;
            case Equal | 'c' when first == 0: ReportTertiaryAttributes(); break;
            case Greater | 'm' when parameters.Count == 0 || first == ModifyOtherKeys: SetModifiedKeys(parameters[1]); break;
            case Greater | 'n' when first == ModifyOtherKeys: SetModifiedKeys(0); break;
            case Question | 'm' when first == ModifyOtherKeys: ReportModifiedKeys(); break;
            case Greater | 'q' when first == 0: ReportVersion(); break;
            case Question | Dollar | 'p': ReportPrivateMode(first); break;
            case Dollar | 'p': ReportAnsiMode(first); break;
            case Space | 'q' when first <= MaxCursorShape: CursorShape = first; break;
            case Space | '@': ShiftLeft(count); break;
            case Space | 'A': ShiftRight(count); break;
            case Apostrophe | '}': InsertColumns(count); break;
            case Apostrophe | '~': DeleteColumns(count); break;
            case Quote | 'q': SetProtection(first); break;
            case Star | 'x': _changesBoxes = first == 2; break;
            case Dollar | 'r': ChangeLooks(parameters, isToggle: false); break;
            case Dollar | 't': ChangeLooks(parameters, isToggle: true); break;
            case Dollar | 'v': CopyRectangle(parameters); break;
            case Dollar | 'x': FillRectangle(parameters); break;
            case Dollar | 'z': EraseRectangle(parameters, isSelective: false); break;
            case Dollar | '{': EraseRectangle(parameters, isSelective: true); break;
            case Bang | 'p': SoftReset(); break;
        }
    }
}
