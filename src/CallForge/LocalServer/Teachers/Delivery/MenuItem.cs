namespace CallForge.LocalServer.Teachers.Delivery;

/// <param name="Counter">What it is counted in: 그릇, 마리, 인분.</param>
internal sealed record MenuItem(string Id, string Name, int Price, string Counter, bool IsAvailable);
