"""The public doors, one package a channel; each makes an InboundMessage and renders a Reply."""
