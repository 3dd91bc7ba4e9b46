"""WeChat without WeChat: its servers, a follower and his telephone, on a virtual clock."""
