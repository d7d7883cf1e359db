export default function checkBuilt(): Promise<void>;
